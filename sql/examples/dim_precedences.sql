-- dim_precedences: how urgent addressees were, most urgent first.
select precedence, rank, role, count(*) as addressees
from recipients join dim_precedences using (precedence)
group by all
order by rank, role;
