"""The handbook inside the product: ``docs/handbook`` as pages, and every rule's code as a link to what it means."""
