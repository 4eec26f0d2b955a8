// Which sentences say how two entities are related, in which documents, and who is quoted? Type '' means any.
// subject: entity
// object: entity
// type: relation = ''
// workspace: text = ''
// limit: integer = 100
// :params {subject: 'Kataib Hezbollah', object: 'Popular Mobilization Forces', type: '', workspace: '', limit: 100}
MATCH (subject:Entity)
WHERE $workspace IN ['', subject.workspace] AND ($subject IN [subject.id] + coalesce(subject.merged_ids, [])
  OR toLower($subject) IN [one IN [subject.name] + coalesce(subject.aliases, []) | toLower(one)])
MATCH (object:Entity)
WHERE $workspace IN ['', object.workspace] AND ($object IN [object.id] + coalesce(object.merged_ids, [])
  OR toLower($object) IN [one IN [object.name] + coalesce(object.aliases, []) | toLower(one)])
MATCH (subject)<-[side:SUBJECT|OBJECT]-(claim:Claim)-[other:SUBJECT|OBJECT]->(object)
WHERE type(side) <> type(other)
  AND (type(side) = 'SUBJECT' OR claim.type = 'ALLIED_WITH')
  AND ($type = '' OR claim.type = $type)
WITH DISTINCT claim
MATCH (claim)-[stated:STATED_IN]->(report:Document)
RETURN
  claim.type AS type,
  claim.modality AS modality,
  claim.confidence AS confidence,
  claim.role AS role,
  COLLECT { MATCH (claim)-[:SAID_BY]->(speaker:Entity) RETURN speaker.name }[0] AS said_by,
  stated.quote AS quote,
  report.id AS document,
  report.title AS title,
  report.source AS source,
  report.published AS published,
  stated.start AS start,
  stated.end AS end,
  claim.id AS claim
ORDER BY type, published, document, start, end, claim
LIMIT toInteger($limit)
