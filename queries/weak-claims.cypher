// Which claims is the extraction least sure of? Those below a confidence, the weakest first, to be read again.
// below: share = 0.5
// workspace: text = ''
// limit: integer = 100
// :params {below: 0.5, workspace: '', limit: 100}
MATCH path = (subject:Entity)<-[:SUBJECT]-(claim:Claim)-[:OBJECT]->(object:Entity)
WHERE $workspace IN ['', subject.workspace]
  AND claim.confidence < $below
MATCH (claim)-[stated:STATED_IN]->(report:Document)
RETURN
  claim.confidence AS confidence,
  subject.name AS subject,
  claim.type AS type,
  object.name AS object,
  claim.modality AS modality,
  stated.quote AS quote,
  report.id AS document,
  claim.id AS claim,
  path
ORDER BY confidence, claim, stated.start, stated.end
LIMIT toInteger($limit)
