// Who serves or has served in the same bodies as a person, and in which?
// person: entity
// workspace: text = ''
// limit: integer = 100
// :params {person: 'Sadiq Danjuma Keffi', workspace: '', limit: 100}
MATCH (asked:Entity)
WHERE $workspace IN ['', asked.workspace] AND ($person IN [asked.id] + coalesce(asked.merged_ids, [])
  OR toLower($person) IN [one IN [asked.name] + coalesce(asked.aliases, []) | toLower(one)])
MATCH path = (asked)-[one:COMMANDS|MEMBER_OF]->(body:Entity)<-[two:COMMANDS|MEMBER_OF]-(other:Entity)
WHERE other <> asked
  AND coalesce(one.modality, 'asserted') <> 'negated'
  AND coalesce(two.modality, 'asserted') <> 'negated'
WITH asked, other, collect(DISTINCT body) AS bodies, collect(path) AS paths
RETURN
  other.name AS colleague,
  size(bodies) AS shared,
  COLLECT { UNWIND bodies AS body RETURN body.name AS name ORDER BY name, body.id } AS bodies,
  asked.name AS person,
  paths
ORDER BY shared DESC, colleague, other.id, asked.id
LIMIT toInteger($limit)
