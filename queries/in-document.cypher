// What does a document state, in the order of its text? It is meant by its id or its title.
// document: document
// workspace: text = ''
// limit: integer = 100
// :params {document: '08-baghdad-order-of-battle', workspace: '', limit: 100}
MATCH (report:Document)
WHERE $workspace IN ['', report.workspace]
  AND (report.id = $document OR toLower(report.title) = toLower($document))
MATCH (claim:Claim)-[stated:STATED_IN]->(report)
WITH report, claim, min(stated.start) AS start
MATCH path = (subject:Entity)<-[:SUBJECT]-(claim)-[:OBJECT]->(object:Entity)
RETURN
  start,
  subject.name AS subject,
  claim.type AS type,
  object.name AS object,
  claim.role AS role,
  claim.rank AS rank,
  claim.modality AS modality,
  claim.date_from AS date_from,
  claim.date_to AS date_to,
  reduce(text = '', one IN COLLECT {
    MATCH (claim)-[stated:STATED_IN]->(report)
    RETURN stated.quote AS quote ORDER BY stated.start, stated.end, quote
  } | CASE text WHEN '' THEN one ELSE text + ' … ' + one END) AS quote,
  COLLECT { MATCH (claim)-[:SAID_BY]->(speaker:Entity) RETURN speaker.name }[0] AS said_by,
  claim.confidence AS confidence,
  claim.id AS claim,
  report.id AS document,
  path
ORDER BY document, start, type, subject, object, claim
LIMIT toInteger($limit)
