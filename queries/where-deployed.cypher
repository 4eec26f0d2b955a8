// Where is a unit deployed or in action, itself or by the units that are part of it or under it?
// name: entity
// workspace: text = ''
// limit: integer = 100
// :params {name: '82nd Airborne Division', workspace: '', limit: 100}
MATCH (whole:Entity)
WHERE $workspace IN ['', whole.workspace] AND ($name IN [whole.id] + coalesce(whole.merged_ids, [])
  OR toLower($name) IN [one IN [whole.name] + coalesce(whole.aliases, []) | toLower(one)])
MATCH (whole)<-[steps:OPERATES_UNDER|PART_OF*0..4]-(force:Entity)
WHERE all(step IN steps WHERE coalesce(step.modality, 'asserted') <> 'negated')
WITH DISTINCT force
MATCH path = (force)-[stay:DEPLOYED_TO|OPERATES_IN]->(area:Entity)
WHERE coalesce(stay.modality, 'asserted') <> 'negated'
RETURN
  force.name AS unit,
  type(stay) AS relation,
  area.name AS place,
  stay.modality AS modality,
  stay.documents AS documents,
  stay.first_cited AS first_cited,
  stay.last_cited AS last_cited,
  stay.quotes[0] AS quote,
  path
ORDER BY unit, relation, place, force.id, area.id
LIMIT toInteger($limit)
