// Who heads, serves in or speaks for a body or one that is part of it or under it, with titles and ranks?
// name: entity
// workspace: text = ''
// limit: integer = 100
// :params {name: '7 Division', workspace: '', limit: 100}
MATCH (whole:Entity)
WHERE $workspace IN ['', whole.workspace] AND ($name IN [whole.id] + coalesce(whole.merged_ids, [])
  OR toLower($name) IN [one IN [whole.name] + coalesce(whole.aliases, []) | toLower(one)])
MATCH (whole)<-[steps:OPERATES_UNDER|PART_OF*0..4]-(part:Entity)
WHERE all(step IN steps WHERE coalesce(step.modality, 'asserted') <> 'negated')
WITH DISTINCT part
MATCH path = (member:Entity)-[post:COMMANDS|MEMBER_OF]->(part)
WHERE coalesce(post.modality, 'asserted') <> 'negated'
RETURN
  part.name AS body,
  type(post) AS relation,
  member.name AS person,
  COLLECT {
    MATCH (member)<-[:SUBJECT]-(claim:Claim)-[:OBJECT]->(part)
    WHERE claim.type = type(post) AND claim.role IS NOT NULL
    RETURN DISTINCT claim.role AS role ORDER BY role
  } AS roles,
  COLLECT {
    MATCH (member)<-[:SUBJECT]-(claim:Claim)-[:OBJECT]->(part)
    WHERE claim.type = type(post) AND claim.rank IS NOT NULL
    RETURN DISTINCT claim.rank AS rank ORDER BY rank
  } AS ranks,
  post.modality AS modality,
  post.documents AS documents,
  post.quotes[0] AS quote,
  path
ORDER BY body, relation, person, part.id, member.id
LIMIT toInteger($limit)
