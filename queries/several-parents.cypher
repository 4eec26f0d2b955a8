// Which units are said to be part of, or under, more than one body at present?
// workspace: text = ''
// limit: integer = 100
// :params {workspace: '', limit: 100}
MATCH path = (force:Unit)-[tie:OPERATES_UNDER|PART_OF]->(parent:Entity)
WHERE $workspace IN ['', force.workspace]
  AND tie.modality = 'asserted'
WITH force, collect(DISTINCT parent) AS bodies, collect(path) AS paths
WHERE size(bodies) > 1
RETURN
  force.name AS unit,
  size(bodies) AS parents,
  COLLECT { UNWIND bodies AS parent RETURN parent.name AS name ORDER BY name, parent.id } AS names,
  paths
ORDER BY parents DESC, unit, force.id
LIMIT toInteger($limit)
