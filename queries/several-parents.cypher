// Which units are said to be part of, or under, several bodies, none above another (in reports of any day)?
// workspace: text = ''
// limit: integer = 100
// :params {workspace: '', limit: 100}
MATCH path = (force:Unit)-[tie:OPERATES_UNDER|PART_OF]->(parent:Entity)
WHERE $workspace IN ['', force.workspace]
  AND tie.modality = 'asserted'
  AND NOT EXISTS {
    MATCH (force)-[one:OPERATES_UNDER|PART_OF]->(lower:Entity)-[up:OPERATES_UNDER|PART_OF*1..4]->(parent)
    WHERE lower <> parent AND one.modality = 'asserted'
      AND all(step IN up WHERE step.modality = 'asserted')
  }
WITH force, parent, tie, path ORDER BY type(tie)
WITH force, parent, collect(tie)[0] AS tie, collect(path) AS paths ORDER BY parent.name, parent.id
WITH force, collect({name: parent.name, tie: tie}) AS ties, collect(paths) AS paths
WHERE size(ties) > 1
RETURN
  force.name AS unit,
  size(ties) AS parents,
  [one IN ties | one.name] AS names,
  [one IN ties | one.tie.first_cited] AS first_cited,
  [one IN ties | one.tie.last_cited] AS last_cited,
  [one IN ties | one.tie.quotes[0]] AS quotes,
  paths
ORDER BY parents DESC, unit, force.id
LIMIT toInteger($limit)
