-- serial_coverage_totals: what was published of each year of Cablegate, beside the traffic as serials tell it.
select key as year, published, serials_present, round(estimate) as estimate, low, published_share
from serial_coverage_totals
where source_release = 'cablegate-2011' and grain = 'year'
order by year desc
limit 10;
