-- Sets are found without reading every product: which there are, and which hold a product.
CREATE INDEX product_set ON product (id) WHERE components <> '[]';
