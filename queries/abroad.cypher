// Which units are deployed or in action in a country that is not theirs? Country '' lists all; else its ISO code.
// country: country = ''
// workspace: text = ''
// limit: integer = 100
// :params {country: '', workspace: '', limit: 100}
MATCH path = (force:Unit)-[stay:DEPLOYED_TO|OPERATES_IN]->(area:Place)
WHERE $workspace IN ['', force.workspace]
  AND coalesce(stay.modality, 'asserted') <> 'negated' AND force.country <> area.country
  AND ($country = '' OR toLower($country) IN [force.country, area.country])
RETURN
  force.name AS unit,
  force.country AS of_country,
  type(stay) AS relation,
  area.name AS place,
  area.country AS in_country,
  stay.modality AS modality,
  stay.documents AS documents,
  stay.first_cited AS first_cited,
  stay.last_cited AS last_cited,
  stay.quotes[0] AS quote,
  path
ORDER BY of_country, unit, in_country, place, relation, force.id, area.id
LIMIT toInteger($limit)
