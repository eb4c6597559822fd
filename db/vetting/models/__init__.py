"""Tables and inputs of vetting: applications and their steps, announcements and objections, stewards."""
