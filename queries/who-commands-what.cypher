// Who commands what? Heads of units, organisations and places with their titles; name '' lists all.
// name: entity = ''
// workspace: text = ''
// limit: integer = 100
// :params {name: '', workspace: '', limit: 100}
MATCH path = (head:Entity)-[post:COMMANDS]->(headed:Entity)
WHERE $workspace IN ['', head.workspace]
  AND coalesce(post.modality, 'asserted') <> 'negated'
  AND ($name = '' OR any(side IN [head, headed] WHERE $name IN [side.id] + coalesce(side.merged_ids, [])
    OR toLower($name) IN [one IN [side.name] + coalesce(side.aliases, []) | toLower(one)]))
RETURN
  head.name AS person,
  COLLECT {
    MATCH (head)<-[:SUBJECT]-(claim:Claim {type: 'COMMANDS'})-[:OBJECT]->(headed)
    WHERE claim.role IS NOT NULL
    RETURN DISTINCT claim.role AS role ORDER BY role
  } AS roles,
  headed.name AS body,
  post.modality AS modality,
  post.documents AS documents,
  post.first_cited AS first_cited,
  post.last_cited AS last_cited,
  post.quotes[0] AS quote,
  path
ORDER BY body, documents DESC, person, head.id, headed.id
LIMIT toInteger($limit)
