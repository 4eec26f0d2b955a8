// Who is said to command or head more than one body at present?
// limit: integer = 100
// :params {limit: 100}
MATCH path = (head:Entity)-[post:COMMANDS]->(body:Entity)
WHERE post.modality = 'asserted'
WITH head, collect(DISTINCT body) AS bodies, collect(path) AS paths
WHERE size(bodies) > 1
RETURN
  head.name AS person,
  size(bodies) AS commands,
  COLLECT { UNWIND bodies AS body RETURN body.name AS name ORDER BY name, body.id } AS bodies,
  paths
ORDER BY commands DESC, person, head.id
LIMIT toInteger($limit)
