// Which sentences say how two entities are related, in which documents, and who is quoted? Type '' means any.
// :param subject => 'Kataib Hezbollah'
// :param object => 'Popular Mobilization Forces'
// :param type => ''
// :param limit => 100
MATCH (subject:Entity)
WHERE toLower($subject) IN [one IN [subject.name] + coalesce(subject.aliases, []) | toLower(one)]
MATCH (object:Entity)
WHERE toLower($object) IN [one IN [object.name] + coalesce(object.aliases, []) | toLower(one)]
MATCH (subject)<-[side:SUBJECT|OBJECT]-(claim:Claim)-[other:SUBJECT|OBJECT]->(object)
WHERE type(side) <> type(other)
  AND (type(side) = 'SUBJECT' OR claim.type = 'ALLIED_WITH')
  AND ($type = '' OR claim.type = $type)
MATCH (claim)-[stated:STATED_IN]->(report:Document)
OPTIONAL MATCH (claim)-[:SAID_BY]->(speaker:Entity)
RETURN
  claim.type AS type,
  claim.modality AS modality,
  claim.confidence AS confidence,
  claim.role AS role,
  speaker.name AS said_by,
  stated.quote AS quote,
  coalesce(report.title, report.id) AS document,
  report.source AS source,
  report.published AS published,
  stated.start AS start,
  stated.end AS end
ORDER BY type, published, document, report.id, start, claim.id
LIMIT toInteger($limit)
