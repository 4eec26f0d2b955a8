// What happened to an entity, in the order of time? Every claim about it, either way, with its dates.
// name: entity
// workspace: text = ''
// limit: integer = 100
// :params {name: 'Kataib Hezbollah', workspace: '', limit: 100}
MATCH (entity:Entity)
WHERE $workspace IN ['', entity.workspace] AND ($name IN [entity.id] + coalesce(entity.merged_ids, [])
  OR toLower($name) IN [one IN [entity.name] + coalesce(entity.aliases, []) | toLower(one)])
MATCH (entity)<-[:SUBJECT|OBJECT]-(claim:Claim)
WHERE claim.modality <> 'negated'
WITH DISTINCT claim
MATCH path = (subject:Entity)<-[:SUBJECT]-(claim)-[:OBJECT]->(object:Entity)
MATCH (claim)-[:STATED_IN]->(report:Document)
WITH DISTINCT subject, object, claim, report, path
WITH subject, object, claim, report, path, [day IN [
    CASE WHEN claim.modality = 'planned' AND claim.date_from = left(report.published, 10) THEN NULL
      ELSE claim.date_from END,
    CASE WHEN claim.modality = 'past' AND claim.date_to = left(report.published, 10) THEN NULL
      ELSE claim.date_to END,
    left(report.published, 10)
  ] |
    CASE WHEN day =~ '[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?' THEN left(day + '-01-01', 10) END
  ] AS first
WITH subject, object, claim, report, path, first, CASE
  WHEN first[0] IS NOT NULL AND first[1] IS NOT NULL THEN 'stated'
  WHEN first[0] IS NOT NULL OR first[1] IS NOT NULL THEN 'open'
  WHEN first[2] IS NOT NULL THEN 'published'
  ELSE 'none'
END AS dates
RETURN
  coalesce(first[0], first[1], first[2]) AS day,
  dates,
  subject.name AS subject,
  claim.type AS type,
  object.name AS object,
  claim.role AS role,
  claim.modality AS modality,
  claim.date_from AS date_from,
  claim.date_to AS date_to,
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
ORDER BY coalesce(first[0], first[1], first[2], '9999'), type, subject.name, object.name, claim
LIMIT toInteger($limit)
