// Which claims is the extraction least sure of? Those below a confidence, the weakest first, to be read again.
// :param below => 0.5
// :param limit => 50
MATCH (subject:Entity)<-[:SUBJECT]-(claim:Claim)-[:OBJECT]->(object:Entity)
WHERE claim.confidence < $below
MATCH (claim)-[stated:STATED_IN]->(report:Document)
RETURN
  claim.confidence AS confidence,
  subject.name AS subject,
  claim.type AS type,
  object.name AS object,
  claim.modality AS modality,
  stated.quote AS quote,
  coalesce(report.title, report.id) AS document,
  claim.id AS claim
ORDER BY confidence, claim, stated.start
LIMIT toInteger($limit)
