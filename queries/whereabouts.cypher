// Where was a unit, person or body between two dates (deployed, in action, based), and how sure are the dates?
// entity: entity
// from: date
// to: date
// workspace: text = ''
// limit: integer = 100
// :params {entity: 'MINUSCA', from: '2022-03', to: '2022-04-15', workspace: '', limit: 100}
MATCH (entity:Entity)
WHERE $workspace IN ['', entity.workspace] AND ($entity IN [entity.id] + coalesce(entity.merged_ids, [])
  OR toLower($entity) IN [one IN [entity.name] + coalesce(entity.aliases, []) | toLower(one)])
MATCH path = (entity)<-[:SUBJECT]-(claim:Claim)-[:OBJECT]->(place:Entity)
WHERE claim.type IN ['DEPLOYED_TO', 'LOCATED_IN', 'OPERATES_IN'] AND claim.modality <> 'negated'
MATCH (claim)-[:STATED_IN]->(report:Document)
WITH DISTINCT entity, place, claim, report, path
WITH entity, place, claim, report, path, [day IN [
    CASE WHEN claim.modality = 'planned' AND claim.date_from = left(report.published, 10) THEN NULL
      ELSE claim.date_from END,
    CASE WHEN claim.modality = 'past' AND claim.date_to = left(report.published, 10) THEN NULL
      ELSE claim.date_to END,
    left(report.published, 10)
  ] |
    CASE WHEN day =~ '[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?' THEN day END
  ] AS dates,
  left($from + '-01-01', 10) AS low,
  CASE size($to)
    WHEN 4 THEN $to + '-12-31'
    WHEN 7 THEN toString(date($to + '-01') + duration('P1M') - duration('P1D'))
    ELSE $to
  END AS high
WITH entity, place, claim, report, path, low, high,
  [day IN dates | left(day + '-01-01', 10)] AS first,
  [day IN dates | CASE size(day)
    WHEN 4 THEN day + '-12-31'
    WHEN 7 THEN toString(date(day + '-01') + duration('P1M') - duration('P1D'))
    ELSE day
  END] AS last
WITH entity, place, claim, report, path, first, last, CASE
  WHEN claim.modality = 'past' AND first[1] IS NULL AND low >= first[2] THEN NULL
  WHEN claim.modality = 'planned' AND first[0] IS NULL AND high <= last[2] THEN NULL
  WHEN first[0] IS NOT NULL AND first[1] IS NOT NULL THEN CASE
    WHEN high < first[0] OR low > last[1] THEN NULL
    WHEN low <= first[0] AND high >= last[1] THEN 'stated'
    WHEN last[0] <= first[1] AND low <= first[1] AND high >= last[0] THEN 'stated'
    ELSE 'imprecise'
  END
  WHEN first[0] IS NOT NULL THEN CASE
    WHEN high < first[0] THEN NULL
    WHEN low > last[0] AND claim.modality = 'asserted' AND low <= first[2] THEN 'stated'
    WHEN low > last[0] THEN 'open'
    WHEN low <= first[0] AND high >= last[0] THEN 'stated'
    ELSE 'imprecise'
  END
  WHEN first[1] IS NOT NULL THEN CASE
    WHEN low > last[1] THEN NULL
    WHEN high < first[1] AND claim.modality = 'asserted' AND high >= last[2] THEN 'stated'
    WHEN high < first[1] THEN 'open'
    WHEN low <= first[1] AND high >= last[1] THEN 'stated'
    ELSE 'imprecise'
  END
  WHEN first[2] IS NULL THEN NULL
  WHEN claim.modality IN ['past', 'planned'] THEN 'open'
  WHEN low <= last[2] AND high >= first[2] THEN 'published'
END AS dates
WHERE dates IS NOT NULL
RETURN
  entity.name AS entity,
  claim.type AS relation,
  place.name AS place,
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
ORDER BY
  coalesce(first[0], first[1], first[2], '9999'),
  CASE dates WHEN 'stated' THEN 0 WHEN 'published' THEN 1 WHEN 'imprecise' THEN 2 ELSE 3 END,
  place, claim
LIMIT toInteger($limit)
