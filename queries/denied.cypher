// What does one claim assert that another denies? The contradictions in words; `kgbuild check` finds more.
// workspace: text = ''
// limit: integer = 100
// :params {workspace: '', limit: 100}
MATCH path = (subject:Entity)<-[:SUBJECT]-(denial:Claim {modality: 'negated'})-[:OBJECT]->(object:Entity)
WHERE $workspace IN ['', subject.workspace]
MATCH (subject)<-[:SUBJECT]-(claim:Claim {modality: 'asserted'})-[:OBJECT]->(object)
WHERE claim.type = denial.type
MATCH (claim)-[:STATED_IN]->(report:Document)
MATCH (denial)-[:STATED_IN]->(against:Document)
WITH DISTINCT subject, object, claim, denial, report, against, path
RETURN
  subject.name AS subject,
  claim.type AS type,
  object.name AS object,
  reduce(text = '', one IN COLLECT {
    MATCH (claim)-[stated:STATED_IN]->(:Document)
    RETURN stated.quote AS quote ORDER BY stated.start, stated.end, quote
  } | CASE text WHEN '' THEN one ELSE text + ' … ' + one END) AS asserted,
  report.id AS asserted_in,
  left(report.published, 10) AS asserted_on,
  COLLECT { MATCH (claim)-[:SAID_BY]->(speaker:Entity) RETURN speaker.name }[0] AS asserted_by,
  reduce(text = '', one IN COLLECT {
    MATCH (denial)-[stated:STATED_IN]->(:Document)
    RETURN stated.quote AS quote ORDER BY stated.start, stated.end, quote
  } | CASE text WHEN '' THEN one ELSE text + ' … ' + one END) AS denied,
  against.id AS denied_in,
  left(against.published, 10) AS denied_on,
  COLLECT { MATCH (denial)-[:SAID_BY]->(speaker:Entity) RETURN speaker.name }[0] AS denied_by,
  claim.id AS claim,
  denial.id AS denial,
  path
ORDER BY subject.name, type, object.name, claim, denial
LIMIT toInteger($limit)
