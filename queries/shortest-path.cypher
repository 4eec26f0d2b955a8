// How are two entities connected? The shortest ways over relations of any type that are sure enough.
// from: entity
// to: entity
// confidence: share = 0.0
// documents: integer = 1
// workspace: text = ''
// limit: integer = 100
// :params {from: 'Qassem Soleimani', to: 'Iran', confidence: 0.0, documents: 1, workspace: '', limit: 100}
MATCH (from:Entity)
WHERE $workspace IN ['', from.workspace] AND ($from IN [from.id] + coalesce(from.merged_ids, [])
  OR toLower($from) IN [one IN [from.name] + coalesce(from.aliases, []) | toLower(one)])
MATCH (to:Entity)
WHERE $workspace IN ['', to.workspace] AND ($to IN [to.id] + coalesce(to.merged_ids, [])
  OR toLower($to) IN [one IN [to.name] + coalesce(to.aliases, []) | toLower(one)])
WITH from, to WHERE from <> to
MATCH path = allShortestPaths((from)-[*..8]-(to))
WHERE all(one IN nodes(path) WHERE one:Entity)
  AND all(step IN relationships(path) WHERE coalesce(step.modality, 'asserted') <> 'negated'
    AND step.confidence >= $confidence AND step.documents >= $documents)
RETURN
  length(path) AS steps,
  [one IN nodes(path) | one.name] AS names,
  [step IN relationships(path) | type(step)] AS relations,
  [step IN relationships(path) | step.documents] AS documents,
  reduce(least = 1.0, step IN relationships(path) |
    CASE WHEN step.confidence < least THEN step.confidence ELSE least END) AS confidence,
  [step IN relationships(path) | step.quotes[0]] AS quotes,
  path
ORDER BY steps, names, relations, [one IN nodes(path) | one.id], [step IN relationships(path) | startNode(step).id]
LIMIT toInteger($limit)
