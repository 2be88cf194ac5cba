"""Reading a business licence (营业执照) from a picture of it. Pure: bytes in, fields out; what is read is for a person to confirm."""
