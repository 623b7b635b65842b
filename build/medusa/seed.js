// What every test needs of a fresh Medusa: baht, Thailand, and a secret key, which is written to the file that
// SEED_FILE names. What a test has to itself it makes through the API (internal/testkit/medusa).
const { writeFileSync } = require("fs")
const { createApiKeysWorkflow, createRegionsWorkflow, updateStoresWorkflow } = require("@medusajs/medusa/core-flows")

module.exports.default = async ({ container }) => {
  const [store] = await container.resolve("store").listStores()
  await updateStoresWorkflow(container).run({
    input: { selector: { id: store.id }, update: { supported_currencies: [{ currency_code: "thb", is_default: true, is_tax_inclusive: true }] } },
  })
  const regions = await createRegionsWorkflow(container).run({
    input: { regions: [{ name: "ไทย", currency_code: "thb", countries: ["th"], payment_providers: ["pp_system_default"], is_tax_inclusive: true }] },
  })
  const keys = await createApiKeysWorkflow(container).run({ input: { api_keys: [{ title: "talat", type: "secret", created_by: "seed" }] } })
  writeFileSync(process.env.SEED_FILE, `TALAT_MEDUSA_KEY=${keys.result[0].token}\nTALAT_MEDUSA_REGION=${regions.result[0].id}\n`)
}
