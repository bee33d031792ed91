"""What rests on what: stories, copies, propositions, independent origins, conflicts, proposed grades."""
