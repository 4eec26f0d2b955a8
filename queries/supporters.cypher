// Who supports a group, directly or through others, up to a number of steps (at most 6)?
// group: entity
// steps: integer = 3
// workspace: text = ''
// limit: integer = 100
// :params {group: 'Furat Brigade', steps: 3, workspace: '', limit: 100}
MATCH (group:Entity)
WHERE $workspace IN ['', group.workspace] AND ($group IN [group.id] + coalesce(group.merged_ids, [])
  OR toLower($group) IN [one IN [group.name] + coalesce(group.aliases, []) | toLower(one)])
MATCH path = (group)-[:BACKED_BY*1..6]->(backer:Entity)
WHERE length(path) <= $steps
  AND all(step IN relationships(path) WHERE coalesce(step.modality, 'asserted') <> 'negated')
  AND all(one IN nodes(path) WHERE single(same IN nodes(path) WHERE same = one))
RETURN
  length(path) AS steps,
  backer.name AS supporter,
  [one IN nodes(path) | one.name] AS chain,
  [step IN relationships(path) | step.documents] AS documents,
  reduce(least = 1.0, step IN relationships(path) |
    CASE WHEN step.confidence < least THEN step.confidence ELSE least END) AS confidence,
  [step IN relationships(path) | step.quotes[0]] AS quotes,
  path
ORDER BY steps, chain, [one IN nodes(path) | one.id]
LIMIT toInteger($limit)
