// What have reports published since a date added? `new` is what none before that date says; name '' lists all.
// since: date
// name: entity = ''
// workspace: text = ''
// limit: integer = 100
// :params {since: '2020-01-03', name: '', workspace: '', limit: 100}
MATCH path = (subject:Entity)<-[:SUBJECT]-(claim:Claim)-[:OBJECT]->(object:Entity)
WHERE $workspace IN ['', subject.workspace]
  AND ($name = '' OR any(side IN [subject, object] WHERE $name IN [side.id] + coalesce(side.merged_ids, [])
    OR toLower($name) IN [one IN [side.name] + coalesce(side.aliases, []) | toLower(one)]))
MATCH (claim)-[:STATED_IN]->(report:Document)
WHERE report.published >= $since
  AND left(report.published, 10) =~ '[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?'
WITH DISTINCT subject, object, claim, report, path
RETURN
  left(report.published, 10) AS published,
  subject.name AS subject,
  claim.type AS type,
  object.name AS object,
  claim.modality AS modality,
  CASE WHEN EXISTS {
    MATCH (subject)<-[:SUBJECT]-(earlier:Claim)-[:OBJECT]->(object)
    WHERE earlier.type = claim.type
    MATCH (earlier)-[:STATED_IN]->(before:Document)
    WHERE before.published < $since
      AND left(before.published, 10) =~ '[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?'
  } THEN 'no' ELSE 'yes' END AS new,
  reduce(text = '', one IN COLLECT {
    MATCH (claim)-[stated:STATED_IN]->(:Document)
    RETURN stated.quote AS quote ORDER BY stated.start, stated.end, quote
  } | CASE text WHEN '' THEN one ELSE text + ' … ' + one END) AS quote,
  report.id AS document,
  claim.id AS claim,
  path
ORDER BY published DESC, document, subject, type, object, claim
LIMIT toInteger($limit)
