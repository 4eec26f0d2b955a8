// Which relations alone hold two parts together: without them, no way round of up to three steps?
// workspace: text = ''
// limit: integer = 100
// :params {workspace: '', limit: 100}
MATCH path = (actor:Entity)-[edge]->(target:Entity)
WHERE $workspace IN ['', actor.workspace]
  AND coalesce(edge.modality, 'asserted') <> 'negated'
  AND COUNT { (actor)--(target) } = 1
  AND EXISTS { (actor)--(one:Entity) WHERE one <> target }
  AND EXISTS { (target)--(one:Entity) WHERE one <> actor }
  AND NOT EXISTS { (actor)--(one:Entity)--(target) }
  AND NOT EXISTS { (actor)--(one:Entity)--(two:Entity)--(target) WHERE one <> target AND two <> actor }
RETURN
  actor.name AS subject,
  type(edge) AS type,
  target.name AS object,
  COUNT { (actor)--(:Entity) } + COUNT { (target)--(:Entity) } AS relations_of_both,
  edge.modality AS modality,
  edge.confidence AS confidence,
  edge.documents AS documents,
  edge.quotes[0] AS quote,
  path
ORDER BY relations_of_both DESC, type, subject, object, actor.id, target.id
LIMIT toInteger($limit)
