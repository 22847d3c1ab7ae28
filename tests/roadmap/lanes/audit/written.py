"""Short postings of our own, for tests."""

FINOPS = """FinOps Engineer at Example Freight

What you will do
Own cost allocation and showback for forty AWS accounts.

Requirements
5+ years with AWS cost optimization and rightsizing.
SQL and Python.
"""

DEVOPS = """DevOps Engineer at Example Foods

Requirements
Kubernetes in production, Terraform and CI/CD.
Python for tooling.

Nice to have
Experience with cost optimization.
"""


def numbered(number: int) -> str:
    """One of many that differ."""
    return (
        f"Data Engineer number {number}\n\nRequirements\nSQL, dbt and Airflow in team {number}.\n"
    )
