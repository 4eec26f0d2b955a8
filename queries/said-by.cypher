// What is said by a person, body or country, as the reports quote them, and in which document?
// name: entity
// workspace: text = ''
// limit: integer = 100
// :params {name: 'Mark Esper', workspace: '', limit: 100}
MATCH (speaker:Entity)
WHERE $workspace IN ['', speaker.workspace] AND ($name IN [speaker.id] + coalesce(speaker.merged_ids, [])
  OR toLower($name) IN [one IN [speaker.name] + coalesce(speaker.aliases, []) | toLower(one)])
MATCH (speaker)<-[:SAID_BY]-(claim:Claim)
MATCH path = (subject:Entity)<-[:SUBJECT]-(claim)-[:OBJECT]->(object:Entity)
MATCH (claim)-[:STATED_IN]->(report:Document)
WITH DISTINCT speaker, subject, object, claim, report, path
RETURN
  speaker.name AS said_by,
  subject.name AS subject,
  claim.type AS type,
  object.name AS object,
  claim.modality AS modality,
  reduce(text = '', one IN COLLECT {
    MATCH (claim)-[stated:STATED_IN]->(:Document)
    RETURN stated.quote AS quote ORDER BY stated.start, stated.end, quote
  } | CASE text WHEN '' THEN one ELSE text + ' … ' + one END) AS quote,
  report.id AS document,
  left(report.published, 10) AS published,
  claim.id AS claim,
  path
ORDER BY published, document, subject, type, object, claim
LIMIT toInteger($limit)
