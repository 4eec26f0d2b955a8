// Which attacks and killings fall between two dates, and how sure are the dates? Name is either side, or ''.
// from: date
// to: date
// name: entity = ''
// workspace: text = ''
// limit: integer = 100
// :params {from: '2020-01', to: '2020-01', name: '', workspace: '', limit: 100}
MATCH path = (actor:Entity)<-[:SUBJECT]-(claim:Claim)-[:OBJECT]->(victim:Entity)
WHERE $workspace IN ['', actor.workspace]
  AND claim.type IN ['ATTACKED', 'KILLED'] AND claim.modality <> 'negated'
  AND ($name = '' OR any(side IN [actor, victim] WHERE $name IN [side.id] + coalesce(side.merged_ids, [])
    OR toLower($name) IN [one IN [side.name] + coalesce(side.aliases, []) | toLower(one)]))
MATCH (claim)-[:STATED_IN]->(report:Document)
WITH DISTINCT actor, victim, claim, report, path
WITH actor, victim, claim, report, path, [day IN [
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
WITH actor, victim, claim, report, path, low, high,
  [day IN dates | left(day + '-01-01', 10)] AS first,
  [day IN dates | CASE size(day)
    WHEN 4 THEN day + '-12-31'
    WHEN 7 THEN toString(date(day + '-01') + duration('P1M') - duration('P1D'))
    ELSE day
  END] AS last
WITH actor, victim, claim, report, path, first, last, CASE
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
  actor.name AS attacker,
  claim.type AS relation,
  victim.name AS target,
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
  dates = 'open',
  coalesce(first[0], first[1], first[2], '9999'),
  CASE dates WHEN 'stated' THEN 0 WHEN 'published' THEN 1 WHEN 'imprecise' THEN 2 ELSE 3 END,
  attacker, target, claim
LIMIT toInteger($limit)
