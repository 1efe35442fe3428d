-- Rows of every table of facts, all versions, and of the view `cables`, which holds the current ones.
select 'cables' as name, count(*) as rows from cables
union all by name select 'fact_cables' as name, count(*) as rows from fact_cables
union all by name select 'fact_recipients' as name, count(*) as rows from fact_recipients
union all by name select 'fact_tags' as name, count(*) as rows from fact_tags
union all by name select 'fact_paragraphs' as name, count(*) as rows from fact_paragraphs
union all by name select 'fact_references' as name, count(*) as rows from fact_references
union all by name select 'fact_routing' as name, count(*) as rows from fact_routing
union all by name select 'fact_distribution' as name, count(*) as rows from fact_distribution
union all by name select 'load_issues' as name, count(*) as rows from load_issues;
