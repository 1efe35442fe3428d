-- tags: pairs of TAGS that most often stand together.
select one.tag, other.tag as with_tag, count(*) as cables
from tags as one join tags as other using (cable_id, message_id)
where one.tag < other.tag
group by all
order by cables desc, one.tag, with_tag
limit 10;
