select * from {{ source('plant', 'loss_policies') }}
