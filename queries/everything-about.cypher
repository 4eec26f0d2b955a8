// What does the graph say about an entity? All its relations in both directions, each with a sentence.
// name: entity
// workspace: text = ''
// limit: integer = 100
// :params {name: 'Popular Mobilization Forces', workspace: '', limit: 100}
MATCH (entity:Entity)
WHERE $workspace IN ['', entity.workspace] AND ($name IN [entity.id] + coalesce(entity.merged_ids, [])
  OR toLower($name) IN [one IN [entity.name] + coalesce(entity.aliases, []) | toLower(one)])
MATCH (entity)-[edge]-(:Entity)
WITH DISTINCT edge
MATCH path = (actor:Entity)-[edge]->(target:Entity)
RETURN
  actor.name AS subject,
  type(edge) AS type,
  target.name AS object,
  edge.modality AS modality,
  edge.confidence AS confidence,
  edge.documents AS documents,
  edge.first_cited AS first_cited,
  edge.last_cited AS last_cited,
  edge.quotes[0] AS quote,
  path
ORDER BY type, subject, object, actor.id, target.id
LIMIT toInteger($limit)
