export default function () {
  return 'default'
}
