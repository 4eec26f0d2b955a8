// Which units or people moved: were in one place, and later in another outside it? Name '' lists all but armies.
// name: entity = ''
// workspace: text = ''
// limit: integer = 100
// :params {name: '', workspace: '', limit: 100}
MATCH path = (force:Entity)<-[:SUBJECT]-(claim:Claim)-[:OBJECT]->(place:Entity)
WHERE $workspace IN ['', force.workspace]
  AND NOT force:Place AND claim.type IN ['DEPLOYED_TO', 'LOCATED_IN', 'OPERATES_IN']
  AND claim.modality IN ['asserted', 'past']
  AND ($name <> '' OR coalesce(force.echelon, '') <> 'army')
  AND ($name = '' OR any(side IN [force] WHERE $name IN [side.id] + coalesce(side.merged_ids, [])
    OR toLower($name) IN [one IN [side.name] + coalesce(side.aliases, []) | toLower(one)]))
MATCH (claim)-[:STATED_IN]->(report:Document)
WITH DISTINCT force, place, claim, report, path, left(report.published, 10) AS published
WITH force, place, claim, report, path, CASE
    WHEN claim.date_from IS NOT NULL THEN claim.date_from
    WHEN claim.modality = 'asserted' THEN coalesce(claim.date_to, published)
    WHEN claim.date_to <> coalesce(published, '') THEN claim.date_to
  END AS day
WHERE day =~ '[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?'
WITH force, place, claim, report, path, day ORDER BY claim.confidence DESC, claim.id
WITH force, day, collect(DISTINCT place) AS places,
  collect({place: place, claim: claim, report: report, path: path})[0] AS best
WHERE NOT EXISTS {
    UNWIND places AS one
    UNWIND places AS other
    WITH one, other
    WHERE one.id < other.id
      AND NOT EXISTS { MATCH (one)-[up:LOCATED_IN*1..3]->(other)
        WHERE all(step IN up WHERE coalesce(step.modality, 'asserted') <> 'negated') }
      AND NOT EXISTS { MATCH (other)-[up:LOCATED_IN*1..3]->(one)
        WHERE all(step IN up WHERE coalesce(step.modality, 'asserted') <> 'negated') }
    RETURN one
  }
WITH force, places, best, day ORDER BY day
WITH force, collect({day: day, places: places, best: best}) AS days
UNWIND range(1, size(days) - 1) AS at
WITH force, days[at - 1] AS earlier, days[at] AS later
WHERE earlier.day + '-99' < later.day AND EXISTS {
    UNWIND earlier.places AS one
    UNWIND later.places AS other
    WITH one, other
    WHERE one <> other
      AND NOT EXISTS { MATCH (one)-[up:LOCATED_IN*1..3]->(other)
        WHERE all(step IN up WHERE coalesce(step.modality, 'asserted') <> 'negated') }
      AND NOT EXISTS { MATCH (other)-[up:LOCATED_IN*1..3]->(one)
        WHERE all(step IN up WHERE coalesce(step.modality, 'asserted') <> 'negated') }
    RETURN one
  }
WITH force, earlier, later, earlier.best AS before, later.best AS after, later.best.claim AS claim
RETURN
  force.name AS mover,
  before.place.name AS from_place,
  earlier.day AS from_day,
  after.place.name AS to_place,
  later.day AS to_day,
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
