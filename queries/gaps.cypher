// Of which much-mentioned units do we know no parent, no commander or no place?
// workspace: text = ''
// limit: integer = 100
// :params {workspace: '', limit: 100}
MATCH (unit:Unit)
WHERE $workspace IN ['', unit.workspace]
WITH unit, [
  CASE WHEN NOT EXISTS {
    (unit)-[tie:OPERATES_UNDER|PART_OF]->(:Entity) WHERE coalesce(tie.modality, '') <> 'negated'
  } THEN 'parent' END,
  CASE WHEN NOT EXISTS {
    (unit)<-[tie:COMMANDS]-(:Entity) WHERE coalesce(tie.modality, '') <> 'negated'
  } THEN 'commander' END,
  CASE WHEN NOT EXISTS {
    (unit)-[tie:DEPLOYED_TO|LOCATED_IN|OPERATES_IN]->(:Entity) WHERE coalesce(tie.modality, '') <> 'negated'
  } THEN 'place' END
] AS lacking
WITH unit, [one IN lacking WHERE one IS NOT NULL] AS missing
WHERE size(missing) > 0 AND unit.mentions > 0
RETURN
  unit.name AS unit,
  missing,
  unit.mentions AS mentions,
  COUNT { (unit)-[:MENTIONED_IN]->(:Document) } AS documents,
  unit AS node
ORDER BY mentions DESC, documents DESC, unit, node.id
LIMIT toInteger($limit)
