import { total } from './library/mixed'

interface Data {
  total: number
}

App<{ data: Data }>({
  data: { total: total([1, 2, 3]) } as Data,
})
