-- The terms of a search, in their order; a search without a word that must be there is an error:
-- set variable words = 'fog OR mist'
select unnest(terms, max_depth := 2)
from (
    select case
        when count(*) filter (not is_excluded) = 0
            then error('the search holds no word to look for: ' || getvariable('words'))
        else list({'is_excluded': is_excluded, 'any_of': any_of, 'parts': parts} order by place)
    end as terms
    from search_terms(getvariable('words'))
);
