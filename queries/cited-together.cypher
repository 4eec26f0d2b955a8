// With whom or what is an entity mentioned in the same documents, and does a relation join them?
// name: entity
// workspace: text = ''
// limit: integer = 100
// :params {name: 'Qassem Soleimani', workspace: '', limit: 100}
MATCH (entity:Entity)
WHERE $workspace IN ['', entity.workspace] AND ($name IN [entity.id] + coalesce(entity.merged_ids, [])
  OR toLower($name) IN [one IN [entity.name] + coalesce(entity.aliases, []) | toLower(one)])
MATCH (entity)-[:MENTIONED_IN]->(report:Document)<-[:MENTIONED_IN]-(other:Entity)
WHERE other <> entity
WITH entity, other, count(DISTINCT report) AS shared
RETURN
  other.name AS name,
  [label IN labels(other) WHERE label <> 'Entity'][0] AS label,
  shared AS documents,
  COUNT { (other)-[:MENTIONED_IN]->(:Document) } AS documents_of_its_own,
  COLLECT { MATCH (entity)-[edge]-(other) RETURN DISTINCT type(edge) AS type ORDER BY type } AS relations,
  entity.name AS entity,
  [entity, other] AS nodes
ORDER BY documents DESC, documents_of_its_own, name, other.id, nodes[0].id
LIMIT toInteger($limit)
