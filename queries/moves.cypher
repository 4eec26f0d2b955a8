// Which units or people moved: were in one place, and at a later date in another? Name '' lists all.
// name: entity = ''
// workspace: text = ''
// limit: integer = 100
// :params {name: '', workspace: '', limit: 100}
MATCH path = (force:Entity)<-[:SUBJECT]-(claim:Claim)-[:OBJECT]->(place:Entity)
WHERE $workspace IN ['', force.workspace]
  AND NOT force:Place AND claim.type IN ['DEPLOYED_TO', 'LOCATED_IN', 'OPERATES_IN']
  AND claim.modality IN ['asserted', 'past']
  AND ($name = '' OR any(side IN [force] WHERE $name IN [side.id] + coalesce(side.merged_ids, [])
    OR toLower($name) IN [one IN [side.name] + coalesce(side.aliases, []) | toLower(one)]))
MATCH (claim)-[:STATED_IN]->(report:Document)
WITH DISTINCT force, place, claim, report, path, coalesce(claim.date_from, left(report.published, 10)) AS day
WHERE day =~ '[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?'
WITH force, place, claim, report, path, day ORDER BY day, place.id, claim.id
WITH force, collect({place: place, claim: claim, report: report, path: path, day: day}) AS stays
UNWIND range(1, size(stays) - 1) AS at
WITH force, stays[at - 1] AS before, stays[at] AS after, stays[at].claim AS claim
WHERE before.place <> after.place AND before.day < after.day
RETURN
  force.name AS mover,
  before.place.name AS from_place,
  before.day AS from_day,
  after.place.name AS to_place,
  after.day AS to_day,
  claim.type AS relation,
  reduce(text = '', one IN COLLECT {
    MATCH (claim)-[stated:STATED_IN]->(:Document)
    RETURN stated.quote AS quote ORDER BY stated.start, stated.end, quote
  } | CASE text WHEN '' THEN one ELSE text + ' … ' + one END) AS quote,
  after.report.id AS document,
  claim.id AS claim,
  before.claim.id AS claim_before,
  [before.path, after.path] AS paths
ORDER BY mover, to_day, to_place, claim, force.id
LIMIT toInteger($limit)
