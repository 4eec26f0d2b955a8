// Who is said to command or head more than one body at present?
// workspace: text = ''
// limit: integer = 100
// :params {workspace: '', limit: 100}
MATCH path = (head:Entity)-[post:COMMANDS]->(body:Entity)
WHERE $workspace IN ['', head.workspace]
  AND post.modality = 'asserted'
WITH head, collect(DISTINCT body) AS bodies, collect(path) AS paths
WHERE size(bodies) > 1
RETURN
  head.name AS person,
  size(bodies) AS commands,
  COLLECT { UNWIND bodies AS body RETURN body.name AS name ORDER BY name, body.id } AS bodies,
  paths
ORDER BY commands DESC, person, head.id
LIMIT toInteger($limit)
