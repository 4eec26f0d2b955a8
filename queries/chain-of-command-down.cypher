// What is under a unit or organisation, step by step to the bottom, and who commands there?
// name: entity
// workspace: text = ''
// limit: integer = 100
// :params {name: '82nd Airborne Division', workspace: '', limit: 100}
MATCH (body:Entity)
WHERE $workspace IN ['', body.workspace] AND ($name IN [body.id] + coalesce(body.merged_ids, [])
  OR toLower($name) IN [one IN [body.name] + coalesce(body.aliases, []) | toLower(one)])
MATCH path = (body)<-[:OPERATES_UNDER|PART_OF*1..8]-(lower:Entity)
WHERE all(step IN relationships(path) WHERE coalesce(step.modality, 'asserted') <> 'negated')
  AND all(one IN nodes(path) WHERE single(same IN nodes(path) WHERE same = one))
RETURN
  length(path) AS steps,
  lower.name AS below,
  COLLECT {
    MATCH (person:Entity)-[post:COMMANDS]->(lower)
    WHERE NOT coalesce(post.modality, 'asserted') IN ['negated', 'past']
    RETURN DISTINCT person.name AS name ORDER BY name
  } AS commanders,
  [one IN nodes(path) | one.name] AS chain,
  [step IN relationships(path) | type(step)] AS relations,
  [step IN relationships(path) | step.quotes[0]] AS quotes,
  path
ORDER BY steps, chain, relations, [one IN nodes(path) | one.id]
LIMIT toInteger($limit)
