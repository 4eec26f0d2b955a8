// Which claims has a person marked as accepted, conflict or work_needed? Status '' means any of them.
// status: status = ''
// workspace: text = ''
// limit: integer = 100
// :params {status: '', workspace: '', limit: 100}
MATCH path = (subject:Entity)<-[:SUBJECT]-(claim:Claim)-[:OBJECT]->(object:Entity)
WHERE $workspace IN ['', subject.workspace]
  AND claim.status IS NOT NULL AND ($status = '' OR claim.status = $status)
MATCH (claim)-[:STATED_IN]->(report:Document)
WITH DISTINCT subject, object, claim, report, path
RETURN
  claim.status AS status,
  subject.name AS subject,
  claim.type AS type,
  object.name AS object,
  claim.modality AS modality,
  reduce(text = '', one IN COLLECT {
    MATCH (claim)-[stated:STATED_IN]->(:Document)
    RETURN stated.quote AS quote ORDER BY stated.start, stated.end, quote
  } | CASE text WHEN '' THEN one ELSE text + ' … ' + one END) AS quote,
  report.id AS document,
  claim.id AS claim,
  path
ORDER BY status, subject, type, object, claim
LIMIT toInteger($limit)
