// Who has commanded a unit or headed a body, in the order of time, and how sure are the dates?
// unit: entity
// workspace: text = ''
// limit: integer = 100
// :params {unit: '7 Division', workspace: '', limit: 100}
MATCH (unit:Entity)
WHERE $workspace IN ['', unit.workspace] AND ($unit IN [unit.id] + coalesce(unit.merged_ids, [])
  OR toLower($unit) IN [one IN [unit.name] + coalesce(unit.aliases, []) | toLower(one)])
MATCH path = (person:Entity)<-[:SUBJECT]-(claim:Claim {type: 'COMMANDS'})-[:OBJECT]->(unit)
WHERE claim.modality <> 'negated'
MATCH (claim)-[:STATED_IN]->(report:Document)
WITH DISTINCT person, unit, claim, report, path
WITH person, unit, claim, report, path, [day IN [
    CASE WHEN claim.modality = 'planned' AND claim.date_from = left(report.published, 10) THEN NULL
      ELSE claim.date_from END,
    CASE WHEN claim.modality = 'past' AND claim.date_to = left(report.published, 10) THEN NULL
      ELSE claim.date_to END,
    left(report.published, 10)
  ] |
    CASE WHEN day =~ '[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?' THEN left(day + '-01-01', 10) END
  ] AS first
WITH person, unit, claim, report, path, first, CASE
  WHEN first[0] IS NOT NULL AND first[1] IS NOT NULL THEN 'stated'
  WHEN first[0] IS NOT NULL OR first[1] IS NOT NULL THEN 'open'
  WHEN first[2] IS NOT NULL THEN 'published'
  ELSE 'none'
END AS dates
RETURN
  unit.name AS unit,
  person.name AS person,
  claim.role AS role,
  claim.rank AS rank,
  claim.modality AS modality,
  claim.date_from AS date_from,
  claim.date_to AS date_to,
  dates,
  reduce(text = '', one IN COLLECT {
    MATCH (claim)-[stated:STATED_IN]->(report)
    RETURN stated.quote AS quote ORDER BY stated.start, stated.end, quote
  } | CASE text WHEN '' THEN one ELSE text + ' … ' + one END) AS quote,
  report.id AS document,
  left(report.published, 10) AS published,
  COLLECT { MATCH (claim)-[:SAID_BY]->(speaker:Entity) RETURN speaker.name }[0] AS said_by,
  claim.confidence AS confidence,
  claim.id AS claim,
  path
ORDER BY coalesce(first[0], first[1], first[2], '9999'), person, claim
LIMIT toInteger($limit)
