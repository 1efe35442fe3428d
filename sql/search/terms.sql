-- The words that a search looks for, to mark them where they are found: set variable words = 'fog OR mist'
select parts from search_terms(getvariable('words')) where not is_excluded order by place;
