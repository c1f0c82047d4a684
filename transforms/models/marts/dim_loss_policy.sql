select
    policies.policy,
    versions.valid_from as policy_valid_from,
    versions.valid_before as policy_valid_before,
    policies.bucket,
    policies.reason,
    policies.treatment
from {{ ref('stg_plant__loss_policies') }} as policies
inner join {{ ref('int_policy_versions') }} as versions
    on policies.policy = versions.policy and policies.valid_from = versions.valid_from
