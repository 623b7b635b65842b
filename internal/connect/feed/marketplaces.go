package feed

import "strconv"

// shopeeSheet follows the sheet "Template" of Shopee's basic template for uploading many products: names of
// columns in the first row, goods from the seventh on. Columns of a country's couriers are left to the seller.
func shopeeSheet() sheet {
	columns := []column{
		{"ps_category", "หมวดหมู่", nothing}, {"ps_product_name", "ชื่อสินค้า", familyTitle},
		{"ps_product_description", "รายละเอียดสินค้า", description}, {"ps_sku_parent_short", "Parent SKU", group},
		{"et_title_variation_integration_no", "รหัสรวมตัวเลือก", group}, {"et_title_variation_1", "ชื่อตัวเลือก 1", variantLabel},
		{"et_title_option_for_variation_1", "ตัวเลือกของ 1", variant}, {"et_title_image_per_variation", "ภาพของตัวเลือก", variantPicture},
		{"et_title_variation_2", "ชื่อตัวเลือก 2", nothing}, {"et_title_option_for_variation_2", "ตัวเลือกของ 2", nothing},
		{"ps_price", "ราคา", amount}, {"ps_stock", "คลัง", stock}, {"ps_sku_short", "เลขอ้างอิง SKU", sku},
		{"ps_new_size_chart", "ตารางขนาด", nothing}, {"et_title_size_chart", "ภาพตารางขนาด", nothing}, {"ps_gtin_code", "GTIN", gtin},
		{"ps_item_cover_image", "ภาพปก", pictureAt(0)},
	}
	for n := 1; n <= 8; n++ {
		columns = append(columns, column{"ps_item_image_" + strconv.Itoa(n), "ภาพสินค้า " + strconv.Itoa(n), pictureAt(n)})
	}
	columns = append(columns, column{"ps_weight", "น้ำหนัก (กก.)", kilos}, column{"ps_length", "ความยาว (ซม.)", length},
		column{"ps_width", "ความกว้าง (ซม.)", width}, column{"ps_height", "ความสูง (ซม.)", height},
		column{"ps_product_pre_order_dts", "เตรียมส่งนานกว่าปกติ (วัน)", nothing})
	return sheet{"Template", columns, 7}
}

// tiktokSheet follows the headings of the batch template that TikTok's Seller Center gives, which has a row
// with what is mandatory and one that explains under them.
func tiktokSheet() sheet {
	columns := []column{
		{"Category", "หมวดหมู่ (เลือกในแบบฟอร์มของ TikTok)", nothing}, {"Brand", "แบรนด์ (ถ้ายังไม่ขึ้นทะเบียนให้เว้นว่าง)", nothing},
		{"Product Name", "ชื่อสินค้า", familyTitle}, {"Product Description", "รายละเอียดสินค้า", description},
		{"Main Product Image", "ภาพหลัก", pictureAt(0)},
	}
	for n := 2; n <= 9; n++ {
		columns = append(columns, column{"Product Image " + strconv.Itoa(n), "ภาพที่ " + strconv.Itoa(n), pictureAt(n - 1)})
	}
	columns = append(columns, column{"Identifier Code Type", "ชนิดรหัส", func(_ *Shop, g *Goods) any { return gtinKind(g.GTIN) }},
		column{"Identifier Code", "รหัส", gtin}, column{"Variation 1", "ตัวเลือก", variant}, column{"Variant Image", "ภาพของตัวเลือก", variantPicture},
		column{"Variation 2", "ตัวเลือก 2", nothing}, column{"Package Weight(g)", "น้ำหนักพัสดุ (กรัม)", gramsOf},
		column{"Package Length(cm)", "ยาว (ซม.)", length}, column{"Package Width(cm)", "กว้าง (ซม.)", width},
		column{"Package Height(cm)", "สูง (ซม.)", height}, column{"Delivery options", "วิธีส่ง", nothing},
		column{"Retail Price (Local Currency)", "ราคา (บาท)", amount}, column{"Quantity", "จำนวน", stock}, column{"Seller SKU", "รหัสสินค้า", sku})
	return sheet{"Template", columns, 5}
}

// gtinKind names a number as TikTok does: by its length.
func gtinKind(code string) string {
	switch len(code) {
	case 12:
		return "UPC (12)"
	case 13:
		return "EAN (13)"
	case 8, 14:
		return "GTIN (" + strconv.Itoa(len(code)) + ")"
	}
	return ""
}

// lineSheet has the fields of a product in the MyShop Open API of LINE SHOPPING: no document that shows the
// columns of its upload file was found.
func lineSheet() sheet {
	columns := []column{
		{"code", "รหัสสินค้า", sku}, {"name", "ชื่อสินค้า", title}, {"description", "รายละเอียด", description}, {"brand", "แบรนด์", brand},
		{"categoryId", "หมวดหมู่ (เลือกใน LINE)", nothing}, {"price", "ราคา (บาท)", amount}, {"onHandNumber", "จำนวนในคลัง", stock},
		{"weight", "น้ำหนัก (กก.)", kilos}, {"sku", "SKU", sku}, {"barcode", "บาร์โค้ด", gtin},
		{"licenses.fda", "เลข อย.", paper("FDA")}, {"licenses.tisi", "เลข มอก.", paper("TISI")},
	}
	for n := range 7 {
		columns = append(columns, column{"imageUrls[" + strconv.Itoa(n) + "]", "ภาพที่ " + strconv.Itoa(n+1), pictureAt(n)})
	}
	return sheet{"products", columns, 3}
}
