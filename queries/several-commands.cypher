// Who is said to command or head more than one body (in reports of any day, former posts apart)?
// workspace: text = ''
// limit: integer = 100
// :params {workspace: '', limit: 100}
MATCH path = (head:Entity)-[post:COMMANDS]->(body:Entity)
WHERE $workspace IN ['', head.workspace]
  AND post.modality = 'asserted'
WITH head, post, body, path ORDER BY body.name, body.id
WITH head, collect({body: body.name, post: post}) AS posts, collect(path) AS paths
WHERE size(posts) > 1
RETURN
  head.name AS person,
  size(posts) AS commands,
  [one IN posts | one.body] AS bodies,
  [one IN posts | one.post.first_cited] AS first_cited,
  [one IN posts | one.post.last_cited] AS last_cited,
  [one IN posts | one.post.quotes[0]] AS quotes,
  paths
ORDER BY commands DESC, person, head.id
LIMIT toInteger($limit)
