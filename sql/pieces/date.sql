-- date: the first day of every piece into which the cables are parted, in order; a piece is of whole days.
--
-- Variable: piece_size, about how many cables a piece has. Cables without a date belong to the last piece.
with days as (
    select date, sum(count(*)) over (order by date) - count(*) as cables_before
    from cables
    where date is not null
    group by date
)
select min(date) as piece_from
from days
group by cables_before // getvariable('piece_size')
order by piece_from;
