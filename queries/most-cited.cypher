// Which entities do the documents mention most? Label '' means any; else Person, Organisation, Unit or Place.
// label: label = ''
// workspace: text = ''
// limit: integer = 100
// :params {label: '', workspace: '', limit: 100}
MATCH (entity:Entity)
WHERE $workspace IN ['', entity.workspace]
  AND entity.mentions > 0 AND ($label = '' OR $label IN labels(entity))
RETURN
  entity.name AS name,
  [label IN labels(entity) WHERE label <> 'Entity'][0] AS label,
  entity.mentions AS mentions,
  COUNT { (entity)-[:MENTIONED_IN]->(:Document) } AS documents,
  COUNT { (entity)<-[:SUBJECT|OBJECT]-(:Claim) } AS claims,
  coalesce(entity.aliases, []) AS aliases,
  entity AS node
ORDER BY mentions DESC, documents DESC, name, node.id
LIMIT toInteger($limit)
