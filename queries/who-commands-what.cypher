// Who commands what? Heads of units, organisations and places with their titles; name '' lists all.
// :param name => ''
// :param limit => 50
MATCH path = (head:Entity)-[post:COMMANDS]->(headed:Entity)
WHERE coalesce(post.modality, 'asserted') <> 'negated'
  AND ($name = '' OR toLower($name) IN [
    one IN [head.name, headed.name] + coalesce(head.aliases, []) + coalesce(headed.aliases, []) | toLower(one)
  ])
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
  path
ORDER BY body, documents DESC, person, head.id, headed.id
LIMIT toInteger($limit)
