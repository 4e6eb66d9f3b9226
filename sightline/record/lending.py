"""Reading that is lent: whom an open offer, an entry to write, or cover for somebody lets read a record.

One view, `record_lent_reading`: (worker, child, why). Whoever is offered a case reads it before answering,
restricted or not; whoever acts for somebody reads what they read. It ends when the offer is answered or
withdrawn, or when the absent one is back. `visible_to` adds it to what is a worker's own.
"""

VIEW = "record_lent_reading"

SQL = """
CREATE VIEW record_lent_reading (worker_id, child_id, why) AS
WITH offered AS (
    SELECT h.to_worker_id, h.to_team_id, h.child_id
    FROM record_handover h JOIN record_referral r ON r.id = h.referral_id
    WHERE h.answered_at IS NULL AND h.struck_out_at IS NULL
      AND r.closed_on IS NULL AND r.struck_out_at IS NULL
), receiver AS (
    SELECT to_worker_id AS worker_id, child_id FROM offered WHERE to_worker_id IS NOT NULL
    UNION
    SELECT w.id, o.child_id
    FROM offered o JOIN people_team t ON t.id = o.to_team_id
    JOIN people_worker w ON w.id IN (t.manager_id, t.service_manager_id)
        OR (w.team_id = t.id AND w.role IN ('team_manager', 'front_door_manager'))
), away AS (
    SELECT worker_id, covered_by_id FROM people_absence
    WHERE from_on <= CURRENT_DATE AND (until_on IS NULL OR until_on > CURRENT_DATE)
)
SELECT worker_id, child_id, 'offered' FROM receiver
UNION ALL
SELECT a.covered_by_id, r.child_id, 'offered' FROM away a JOIN receiver r ON r.worker_id = a.worker_id
UNION ALL
SELECT to_id, child_id, 'handed' FROM record_handedentry WHERE entered_at IS NULL AND struck_out_at IS NULL
UNION ALL
SELECT a.covered_by_id, l.child_id, 'covering' FROM away a
JOIN record_allocation l ON l.worker_id = a.worker_id AND l.until_on IS NULL AND l.struck_out_at IS NULL
UNION ALL
SELECT a.covered_by_id, r.child_id, 'covering' FROM away a
JOIN people_team t ON a.worker_id IN (t.manager_id, t.service_manager_id)
JOIN record_referral r ON r.team_id = t.id AND r.struck_out_at IS NULL
UNION ALL
SELECT a.covered_by_id, c.child_id, 'covering' FROM away a
JOIN people_team t ON a.worker_id IN (t.manager_id, t.service_manager_id)
JOIN record_contact k ON k.team_id = t.id AND k.struck_out_at IS NULL
JOIN record_contactchild c ON c.contact_id = k.id AND c.struck_out_at IS NULL
"""
#: The children lent to a worker, for a query that takes the worker.
CHILDREN = "SELECT child_id FROM record_lent_reading WHERE worker_id = %s"
