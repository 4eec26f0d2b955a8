// How are two entities connected? The shortest ways from one to the other, over relations of any type.
// :param from => 'Qassem Soleimani'
// :param to => 'Popular Mobilization Forces'
// :param limit => 10
MATCH (from:Entity)
WHERE toLower($from) IN [one IN [from.name] + coalesce(from.aliases, []) | toLower(one)]
MATCH (to:Entity)
WHERE to <> from AND toLower($to) IN [one IN [to.name] + coalesce(to.aliases, []) | toLower(one)]
MATCH path = allShortestPaths((from)-[*..8]-(to))
WHERE all(one IN nodes(path) WHERE one:Entity)
  AND all(step IN relationships(path) WHERE coalesce(step.modality, 'asserted') <> 'negated')
RETURN
  length(path) AS steps,
  [one IN nodes(path) | one.name] AS names,
  [step IN relationships(path) | type(step)] AS relations,
  [step IN relationships(path) | step.quotes[0]] AS quotes,
  path
ORDER BY steps, names, relations, from.id, to.id
LIMIT toInteger($limit)
